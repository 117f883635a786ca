/* The page says everything without this script; it only links a row of a table
 * with its symbol on the map, sorts tables by a click on a head, and leaves the
 * sheet of one basin alone, to read or to print. */
(function () {
  'use strict';
  function mark(event, on) {
    var at = event.target.closest('[data-k]');
    var sheet = at && at.closest('.sheet');
    if (!sheet) return;
    sheet.querySelectorAll('[data-k="' + at.dataset.k + '"]')
      .forEach(function (one) { one.classList.toggle('hot', on); });
  }
  document.addEventListener('mouseover', function (e) { mark(e, true); });
  document.addEventListener('mouseout', function (e) { mark(e, false); });

  function key(row, column) {
    var text = row.cells[column].textContent.trim();
    var number = parseFloat(text.replace(/,/g, ''));
    return isNaN(number) ? text.replace(/^>/, 'Z') : number; // >V after V
  }
  function sort(table, column, head) {
    var down = head.getAttribute('aria-sort') === 'ascending';
    var body = table.tBodies[0], rows = Array.from(body.rows);
    rows.sort(function (a, b) {
      var x = key(a, column), y = key(b, column);
      var order = typeof x === 'number' && typeof y === 'number' ? x - y
        : String(x).localeCompare(String(y), document.documentElement.lang);
      return down ? -order : order;
    });
    rows.forEach(function (row) { body.appendChild(row); });
    table.querySelectorAll('th[aria-sort]').forEach(function (other) {
      other.removeAttribute('aria-sort');
    });
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  }

  /* Which basin: a choice above the first sheet. A link to a sheet that is
   * hidden shows all again. */
  function pick() {
    var sheets = Array.from(document.querySelectorAll('.sheet'));
    if (sheets.length < 2) return;
    var words = document.querySelector('main').dataset;
    var label = document.createElement('label');
    var select = document.createElement('select');
    label.className = 'pick';
    label.append(words.pick + ' ', select);
    select.add(new Option(words.all, ''));
    sheets.forEach(function (sheet) {
      var head = sheet.querySelector('h2');
      select.add(new Option(head.textContent, head.id));
    });
    function show() {
      sheets.forEach(function (sheet) {
        var picked = sheet.querySelector('h2').id === select.value;
        var fold = sheet.querySelector('.fold');
        sheet.hidden = select.value !== '' && !picked;
        if (picked && fold) fold.open = true;
      });
    }
    select.addEventListener('change', show);
    document.addEventListener('click', function (event) {
      var link = event.target.closest('a[href^="#"]');
      var to = link && document.getElementById(link.hash.slice(1));
      if (!to || !to.closest('[hidden]')) return;
      select.value = '';
      show();
    });
    sheets[0].before(label);
  }
  pick();

  /* Browsers that print a fold as it lies. */
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('.fold').forEach(function (fold) { fold.open = true; });
  });

  document.querySelectorAll('table.st, table.at').forEach(function (table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      if (head.className === 'fixed') return;
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener('click', function () {
        sort(table, column, head);
      });
    });
  });
}());
