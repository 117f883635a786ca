/* The page says everything without this script; it only links a row of a table
 * with its symbol on the map, and sorts tables by a click on a head. */
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
